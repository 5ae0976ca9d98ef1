namespace FanOut.Cli.Hosting;

/// <summary>
/// Where an app that runs in this process keeps its storage: <c>cli</c> in the data directory, or <c>cli-2</c> and so on
/// while others use the ones before, since one folder serves one Azurite.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockFile = "fanout.lock";
    private const int MaxFolders = 100;
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public static DataFolder Take(string dataDirectory)
    {
        for (var number = 1; ; number++)
        {
            var path = System.IO.Path.Combine(dataDirectory, number == 1 ? "cli" : $"cli-{number}");
            Directory.CreateDirectory(path);
            try
            {
                return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (number < MaxFolders)
            {
            }
        }
    }

    public void Dispose() => _lock.Dispose();
}
