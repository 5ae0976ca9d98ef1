using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[CollectionDefinition(Name)]
public sealed class ApiCollection : ICollectionFixture<AppFixture>
{
    public const string Name = "API";
}
