namespace Infra.Tests.Flavours;

/// <summary>Both flavours of the app, evaluated once.</summary>
public sealed class FlavoursFixture : IAsyncLifetime
{
    internal Evaluation Emulator { get; private set; } = null!;

    internal Evaluation Azure { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Emulator = await Evaluation.OfAsync(null);
        Azure = await Evaluation.OfAsync(null, "-p:FunctionsHost=Azure");
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
