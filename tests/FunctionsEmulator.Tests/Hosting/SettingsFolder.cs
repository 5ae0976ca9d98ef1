namespace FunctionsEmulator.Tests.Hosting;

/// <summary>A folder for host.json and local.settings.json, gone after the test.</summary>
internal sealed class SettingsFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("host-settings-").FullName;

    public SettingsFolder With(string file, string content)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, file), content);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
