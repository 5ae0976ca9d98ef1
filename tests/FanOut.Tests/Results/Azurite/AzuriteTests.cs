using FunctionsEmulator.Tests.Storage;

namespace FanOut.Tests.Results.Azurite;

/// <summary>Tests of one Azurite, each in a container of its own.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
