using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsEmulator.Tests.Sdk;

public sealed class ClientRegistrationTests
{
    [Fact]
    public async Task DefaultClient_CanBeAskedForDirectlyAndByProvider()
    {
        await using var services = Services(clients => clients.AddDurableTaskClient(builder => builder.UseBuildTarget<NamedClient>()));

        var direct = services.GetRequiredService<DurableTaskClient>();

        Assert.Equal(string.Empty, direct.Name);
        Assert.Same(direct, services.GetRequiredService<IDurableTaskClientProvider>().GetClient());
    }

    [Fact]
    public async Task NamedClients_AreToldApartByTheProviderAlone()
    {
        await using var services = Services(clients =>
        {
            clients.AddDurableTaskClient("one", builder => builder.UseBuildTarget<NamedClient>());
            clients.AddDurableTaskClient("two").UseBuildTarget<NamedClient>();
        });
        var provider = services.GetRequiredService<IDurableTaskClientProvider>();

        Assert.Equal(("one", "two"), (provider.GetClient("one").Name, provider.GetClient("two").Name));
        Assert.Contains("'one', 'two'", Assert.Throws<ArgumentOutOfRangeException>(() => provider.GetClient("One")).Message, StringComparison.Ordinal);
        Assert.Null(services.GetService<DurableTaskClient>());
    }

    [Fact]
    public async Task SameNameTwice_IsOneClientWithBothConfigurations()
    {
        await using var services = Services(clients =>
        {
            clients.AddDurableTaskClient().UseBuildTarget<NamedClient, NamedClientOptions>().UseDefaultVersion("2.0");
            clients.AddDurableTaskClient(builder => builder.Configure(options => options.EnableEntitySupport = true));
        });

        var options = services.GetRequiredService<IOptionsMonitor<NamedClientOptions>>().Get(string.Empty);

        Assert.Equal(("2.0", true), (options.DefaultVersion, options.EnableEntitySupport));
        Assert.Single(services.GetServices<DurableTaskClient>());
    }

    [Fact]
    public async Task ClientWithoutAClass_IsRefusedWhenItIsAskedFor()
    {
        await using var services = Services(clients => clients.AddDurableTaskClient());

        Assert.Throws<InvalidOperationException>(services.GetRequiredService<DurableTaskClient>);
    }

    [Theory]
    [InlineData(typeof(DurableTaskClient))]
    [InlineData(typeof(string))]
    public void BuildTarget_OfWhichThereAreNoObjects_IsRefused(Type target) =>
        Assert.Throws<ArgumentException>(() => new DefaultDurableTaskClientBuilder("one", new ServiceCollection()).UseBuildTarget(target));

    private static ServiceProvider Services(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        return services.BuildServiceProvider();
    }
}
