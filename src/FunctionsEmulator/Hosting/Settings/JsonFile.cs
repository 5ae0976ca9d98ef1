using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;

namespace FunctionsEmulator.Hosting.Settings;

/// <summary>Reads a settings file; one that is not there is empty.</summary>
internal static class JsonFile
{
    /// <exception cref="HostStartException">The file is not a JSON object.</exception>
    public static IConfiguration Load(string path)
    {
        using var files = new PhysicalFileProvider(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            return new ConfigurationBuilder().AddJsonFile(files, Path.GetFileName(path), optional: true, reloadOnChange: false).Build();
        }
        catch (InvalidDataException e)
        {
            throw new HostStartException($"{path} is not valid: {e.GetBaseException().Message}", e);
        }
    }
}
