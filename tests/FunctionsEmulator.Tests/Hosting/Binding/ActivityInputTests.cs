namespace FunctionsEmulator.Tests.Hosting.Binding;

public sealed class ActivityInputTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(typeof(ActivityInputSamples));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("Record/record", "Order { Item = nut, Count = 2, Until =  }")]
    [InlineData("Record/none", "none")]
    [InlineData("Number/number", "number 7")]
    [InlineData("MaybeNumber/number", "number 7")]
    [InlineData("MaybeNumber/none", "none")]
    [InlineData("Text/text", "seven")]
    [InlineData("Text/none", "none")]
    [InlineData("List/list", "1+2")]
    [InlineData("Where/text", "seven in the-instance, Where, True")]
    public async Task Input_OfAnActivity_HasItsType(string call, string expected) => Assert.Equal(expected, await RunAsync(call));

    [Theory]
    [InlineData("Number/none", "Task 'Number' (#0) failed with an unhandled exception: The activity 'Number' was given no input")]
    [InlineData("Number/text", "Task 'Number' (#0) failed with an unhandled exception: The JSON value could not be converted to System.Int32")]
    public async Task Input_ThatCannotBeOfTheType_FailsTheActivity(string call, string expected) =>
        Assert.StartsWith(expected, await RunAsync(call), StringComparison.Ordinal);

    private async Task<string> RunAsync(string call)
    {
        using var response = await _host.SendAsync(HttpMethod.Post, "/api/run/" + call);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }
}
