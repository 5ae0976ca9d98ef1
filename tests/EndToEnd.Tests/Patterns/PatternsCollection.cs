using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Patterns;

/// <summary>Runs while no other test does: several of these look at the clock.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PatternsCollection : ICollectionFixture<AppFixture>, ICollectionFixture<Httpbin>
{
    public const string Name = "Patterns";
}
