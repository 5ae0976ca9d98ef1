namespace Infra.Tests.Flavours;

public sealed class FlavourTests(FlavoursFixture flavours) : IClassFixture<FlavoursFixture>
{
    private static readonly string[] s_realHost =
    [
        "Microsoft.Azure.Functions.Worker",
        "Microsoft.Azure.Functions.Worker.Extensions.DurableTask",
        "Microsoft.Azure.Functions.Worker.Extensions.DurableTask.AzureManaged",
        "Microsoft.Azure.Functions.Worker.Extensions.Http",
        "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore",
        "Microsoft.Azure.Functions.Worker.OpenTelemetry",
        "Microsoft.Azure.Functions.Worker.Sdk",
        "Microsoft.DurableTask.Client",
    ];

    [Fact]
    public void Emulator_IsTheDefaultAndTakesNothingOfTheRealHost()
    {
        Assert.Equal("Emulator", flavours.Emulator.Property("FunctionsHost"));
        Assert.Empty(RealHost(flavours.Emulator));
        Assert.Contains(flavours.Emulator.ProjectReferences, IsEmulator);
    }

    [Fact]
    public void Azure_TakesExactlyTheRealHostAndNoEmulator()
    {
        Assert.Equal(s_realHost, RealHost(flavours.Azure));
        Assert.DoesNotContain(flavours.Azure.ProjectReferences, IsEmulator);
    }

    [Fact]
    public void Flavours_ShareEveryOtherPackage() => Assert.Equal(
        flavours.Emulator.PackageReferences.Order(StringComparer.Ordinal),
        flavours.Azure.PackageReferences.Except(s_realHost, StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void Versions_OfTheRealHostAreAllPinned() => Assert.All(s_realHost, package => Assert.Contains(package, flavours.Azure.PackageVersions));

    [Fact]
    public void Flavours_KeepTheirFilesApart()
    {
        Assert.NotEqual(flavours.Emulator.Property("BaseIntermediateOutputPath"), flavours.Azure.Property("BaseIntermediateOutputPath"));
        Assert.NotEqual(flavours.Emulator.Property("BaseOutputPath"), flavours.Azure.Property("BaseOutputPath"));
        Assert.EndsWith("obj/Azure/project.assets.json", flavours.Azure.Property("ProjectAssetsFile").Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public void HostJson_GoesAlong()
    {
        var hostJson = flavours.Azure.Files.Single(item => item["Filename"]!.GetValue<string>() is "host");

        Assert.Equal("host.json", hostJson["Link"]!.GetValue<string>());
        Assert.Equal("PreserveNewest", hostJson["CopyToOutputDirectory"]!.GetValue<string>());
    }

    [Fact]
    public async Task Flavour_MayBeChosenByTheEnvironment()
    {
        var app = await Evaluation.OfAsync("Azure");

        Assert.Equal(s_realHost, RealHost(app));
    }

    [Fact]
    public async Task Publishing_TheAppChoosesAzure()
    {
        // What `dotnet publish` sets by itself, for the restore too.
        var app = await Evaluation.OfAsync(null, "-p:_IsPublishing=true");

        Assert.Equal("Azure", app.Property("FunctionsHost"));
        Assert.Equal(s_realHost, RealHost(app));
    }

    [Fact]
    public async Task Publishing_TheCommandKeepsTheEmulatorDownToTheApp()
    {
        // The argument file in the command's folder counts for every project that it refers to.
        var arguments = (await File.ReadAllLinesAsync(Repository.At("src/Cli/Directory.Build.rsp"))).Where(line => line.StartsWith("-p:", StringComparison.Ordinal));

        var app = await Evaluation.OfAsync(null, ["-p:_IsPublishing=true", .. arguments]);

        Assert.Equal("Emulator", app.Property("FunctionsHost"));
        Assert.Empty(RealHost(app));
    }

    private static IEnumerable<string> RealHost(Evaluation app) => app.PackageReferences
        .Where(package => package.StartsWith("Microsoft.Azure.Functions.", StringComparison.Ordinal) || package.StartsWith("Microsoft.DurableTask.", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static bool IsEmulator(string project) => project.EndsWith("FunctionsEmulator.csproj", StringComparison.Ordinal);
}
