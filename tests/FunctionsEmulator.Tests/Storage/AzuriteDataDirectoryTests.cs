using FunctionsEmulator.Storage.Azurite;

namespace FunctionsEmulator.Tests.Storage;

public sealed class AzuriteDataDirectoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("data-").FullName;

    private string Program => Directory.CreateDirectory(Path.Combine(_root, "src", "bin")).FullName;

    [Theory]
    [InlineData(null, ".azurite")]
    [InlineData("", ".azurite")]
    [InlineData("elsewhere", "elsewhere")]
    public void Resolve_InsideARepository_IsUnderItsRoot(string? setting, string expected)
    {
        File.WriteAllText(Path.Combine(_root, "Functions.sln"), "");

        Assert.Equal(Path.Combine(_root, expected), DataDirectory.Resolve(setting, Program));
    }

    [Fact]
    public void Resolve_AnAbsoluteSetting_IsTakenAsItIs() => Assert.Equal(_root, DataDirectory.Resolve(_root, Program));

    [Fact]
    public void Resolve_OutsideARepository_IsAFolderOfTheUser() =>
        Assert.EndsWith(Path.Combine("fanout", "azurite"), DataDirectory.Resolve(null, Program), StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
