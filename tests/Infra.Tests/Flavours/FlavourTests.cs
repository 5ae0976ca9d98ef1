using System.Text.Json.Nodes;

namespace Infra.Tests.Flavours;

public sealed class FlavourTests
{
    private const string App = "src/FanOut/FanOut.csproj";

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
    public async Task Emulator_IsTheDefaultAndTakesNothingOfTheRealHost()
    {
        var app = await EvaluateAsync();

        Assert.Equal("Emulator", app.Property("FunctionsHost"));
        Assert.Empty(RealHost(app));
        Assert.Contains(app.Items("ProjectReference"), IsEmulator);
    }

    [Fact]
    public async Task Azure_TakesExactlyTheRealHostAndNoEmulator()
    {
        var app = await EvaluateAsync("-p:FunctionsHost=Azure");

        Assert.Equal(s_realHost, RealHost(app));
        Assert.DoesNotContain(app.Items("ProjectReference"), IsEmulator);
    }

    [Fact]
    public async Task Flavours_ShareEveryOtherPackage()
    {
        var emulator = (await EvaluateAsync()).Items("PackageReference").Order(StringComparer.Ordinal);
        var azure = (await EvaluateAsync("-p:FunctionsHost=Azure")).Items("PackageReference").Except(s_realHost, StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal(emulator, azure);
    }

    [Fact]
    public async Task Versions_OfTheRealHostAreAllPinned()
    {
        var app = await Evaluation.OfAsync(App, "-p:FunctionsHost=Azure", "-getItem:PackageVersion", "-getProperty:FunctionsHost");

        Assert.All(s_realHost, package => Assert.Contains(package, app.Items("PackageVersion")));
    }

    [Fact]
    public async Task Flavours_KeepTheirFilesApart()
    {
        var emulator = await EvaluateAsync();
        var azure = await EvaluateAsync("-p:FunctionsHost=Azure");

        Assert.NotEqual(emulator.Property("BaseIntermediateOutputPath"), azure.Property("BaseIntermediateOutputPath"));
        Assert.NotEqual(emulator.Property("BaseOutputPath"), azure.Property("BaseOutputPath"));
        Assert.EndsWith("obj/Azure/project.assets.json", azure.Property("ProjectAssetsFile").Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_TheAppChoosesAzure()
    {
        // What `dotnet publish` sets by itself, for the restore too.
        var app = await EvaluateAsync("-p:_IsPublishing=true");

        Assert.Equal("Azure", app.Property("FunctionsHost"));
        Assert.Equal(s_realHost, RealHost(app));
    }

    [Fact]
    public async Task Publishing_TheCommandKeepsTheEmulatorDownToTheApp()
    {
        // The command's folder has an argument file: run from there, as the SDK does, it counts for every project.
        var arguments = (await File.ReadAllLinesAsync(Repository.At("src/Cli/Directory.Build.rsp"))).Where(line => line.StartsWith("-p:", StringComparison.Ordinal)).ToList();

        var app = await EvaluateAsync(["-p:_IsPublishing=true", .. arguments]);

        Assert.Equal("Emulator", app.Property("FunctionsHost"));
        Assert.Empty(RealHost(app));
    }

    [Fact]
    public async Task Published_HostJsonGoesAlong()
    {
        var app = await Evaluation.OfAsync(App, "-p:FunctionsHost=Azure", "-getItem:Content", "-getProperty:FunctionsHost");

        var hostJson = app["Items"]!["Content"]!.AsArray().Single(item => item!["Filename"]!.GetValue<string>() is "host")!;
        Assert.Equal("host.json", hostJson["Link"]!.GetValue<string>());
        Assert.Equal("PreserveNewest", hostJson["CopyToOutputDirectory"]!.GetValue<string>());
    }

    private static Task<JsonObject> EvaluateAsync(params IEnumerable<string> arguments) => Evaluation.OfAsync(App,
    [
        .. arguments, "-getItem:PackageReference,ProjectReference",
        "-getProperty:FunctionsHost,BaseIntermediateOutputPath,BaseOutputPath,ProjectAssetsFile",
    ]);

    private static IEnumerable<string> RealHost(JsonObject app) => app.Items("PackageReference")
        .Where(package => package.StartsWith("Microsoft.Azure.Functions.", StringComparison.Ordinal) || package.StartsWith("Microsoft.DurableTask.", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static bool IsEmulator(string project) => project.EndsWith("FunctionsEmulator.csproj", StringComparison.Ordinal);
}
