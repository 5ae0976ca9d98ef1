using EndToEnd.Tests.App;
using FunctionsEmulator.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace EndToEnd.Tests.Patterns;

/// <summary>What the whole app asks of its storage when nobody asks anything of it.</summary>
public sealed class IdleAppTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Measured = 4;
    private const int MostBeforeQuiet = 20;

    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task App_Idle_SendsItsStorageTheRenewalOfItsLeaseAndNothingElse()
    {
        await using var relay = await StorageRelay.StartAsync(azurite.CreateClient().Uri);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var storage = azurite.ConnectionString.Replace(azurite.CreateClient().Uri.GetLeftPart(UriPartial.Authority), relay.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        await using var app = await FanOutApp.StartAsync(storage, "idle", clock);
        // What the start leaves to be done goes on for a while.
        for (var renewals = 0; !await IsQuietAsync(relay, clock); renewals++) Assert.True(renewals < MostBeforeQuiet, "It is never quiet.");
        var before = relay.Requests.Count;

        for (var renewal = 0; renewal < Measured; renewal++) await RenewAsync(relay, clock);

        var seen = relay.Requests.Skip(before).ToList();
        Assert.Equal(Measured, seen.Count);
        Assert.All(seen, request => Assert.EndsWith("/owner.json?comp=lease", request, StringComparison.Ordinal));
    }

    private static async Task<bool> IsQuietAsync(StorageRelay relay, FakeTimeProvider clock)
    {
        var before = relay.Requests.Count;
        await RenewAsync(relay, clock);
        return relay.Requests.Count == before + 1;
    }

    private static Task<int> RenewAsync(StorageRelay relay, FakeTimeProvider clock)
    {
        var before = Renewals(relay);
        clock.Advance(s_renewal);
        return Eventually.SeeAsync(() => Task.FromResult(Renewals(relay)), now => now > before, "a renewal");
    }

    private static int Renewals(StorageRelay relay) => relay.Requests.Count(request => request.Contains("comp=lease", StringComparison.Ordinal));
}
