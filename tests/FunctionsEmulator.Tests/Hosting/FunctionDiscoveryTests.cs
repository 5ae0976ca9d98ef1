using FunctionsEmulator.Hosting;

namespace FunctionsEmulator.Tests.Hosting;

public sealed class FunctionDiscoveryTests
{
    [Theory]
    [InlineData(typeof(BadFunctions.SameName), "SameName.Second", "the name 'tWICE' belongs to")]
    [InlineData(typeof(BadFunctions.NotPublic), "NotPublic.Hidden", "have to be public")]
    [InlineData(typeof(BadFunctions.NotPublicClass), "NotPublicClass.Hidden", "have to be public")]
    [InlineData(typeof(BadFunctions.NoTrigger), "NoTrigger.Idle", "exactly one parameter")]
    [InlineData(typeof(BadFunctions.TwoTriggers), "TwoTriggers.Both", "exactly one parameter")]
    [InlineData(typeof(BadFunctions.UnknownParameter), "UnknownParameter.Odd", "'tenant' (System.IServiceProvider)")]
    [InlineData(typeof(BadFunctions.WrongTrigger), "WrongTrigger.Trigger", "has to be an HttpRequest or an HttpRequestData")]
    [InlineData(typeof(BadFunctions.WrongConverter), "WrongConverter.Converter", "which is no IInputConverter")]
    [InlineData(typeof(BadFunctions.TwoAnswers), "TwoAnswers.Answers", "only one of First, Second")]
    [InlineData(typeof(BadFunctions.WrongClient), "WrongClient.Client", "has to be a DurableTaskClient")]
    [InlineData(typeof(BadFunctions.OtherHub), "OtherHub.Hub", "the host's own task hub")]
    [InlineData(typeof(BadFunctions.WrongOrchestrator), "WrongOrchestrator.Orchestrator", "has to be a TaskOrchestrationContext")]
    [InlineData(typeof(BadFunctions.WrongRoute), "WrongRoute.Route", "its route '/api/a/{b' is not valid")]
    [InlineData(typeof(BadFunctions.SameRoute), "SameRoute.Two", "SameRoute.One has the same route")]
    [InlineData(typeof(BadFunctions.NoName), "NoName.Nameless", "its name is empty")]
    public async Task Start_BadDeclaration_IsOneLineThatNamesTheMethod(Type functions, string method, string reason)
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => TestHost.StartAsync(functions));

        Assert.Contains(method, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void App_OfAnAssembly_LooksInItAndInThoseItReferencesThatUseTheEmulator()
    {
        var app = FunctionsApp.Of(typeof(FunctionDiscoveryTests).Assembly);

        Assert.Contains(typeof(HttpSamples), app.Types);
        Assert.DoesNotContain(typeof(FunctionsApp), app.Types);
        Assert.False(app.OwnsProcess);
    }
}
