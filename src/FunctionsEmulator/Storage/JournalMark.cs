using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace FunctionsEmulator.Storage;

/// <summary>
/// How far this machine has seen a journal written, in a file of its own: what is kept in the same storage would go back in
/// time with it. It is written behind what the storage has acknowledged, never ahead, into the system's cache: it outlives the
/// process, and costs no request.
/// </summary>
internal sealed partial class JournalMark : IDisposable
{
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(90);

    private readonly SafeFileHandle _file;
    private readonly ILogger _log;
    private bool _failed;

    private JournalMark(string path, SafeFileHandle file, ILogger log)
    {
        Path = path;
        _file = file;
        _log = log;
    }

    /// <summary>Where marks are unless a test says otherwise.</summary>
    public static string DefaultFolder => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } data
            ? data
            : System.IO.Path.GetTempPath(),
        "fanout",
        "journals");

    public string Path { get; }

    /// <summary>Null, and told, where there can be none: then only a running host notices.</summary>
    public static JournalMark? Open(string folder, string journal, TimeProvider clock, ILogger log)
    {
        try
        {
            var oldest = (clock.GetUtcNow() - s_kept).UtcDateTime;
            foreach (var file in Directory.CreateDirectory(folder).EnumerateFiles().Where(file => file.LastWriteTimeUtc < oldest)) file.Delete();
            var path = System.IO.Path.Combine(folder, journal);
            return new JournalMark(path, File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), log);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNoMark(log, folder, e.Message);
            return null;
        }
    }

    /// <summary>Null when there is none yet, or none that can be read.</summary>
    public (int Segment, long Length)? Read()
    {
        Span<byte> bytes = stackalloc byte[64];
        var parts = Encoding.ASCII.GetString(bytes[..RandomAccess.Read(_file, bytes, 0)]).Split(' ');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var segment)
            && long.TryParse(parts[1].AsSpan().TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? (segment, length)
            : null;
    }

    /// <summary>Keeps what the storage has just acknowledged.</summary>
    public void Write(int segment, long length)
    {
        if (_failed) return;
        try
        {
            RandomAccess.Write(_file, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{segment:D8} {length:D19}\n")), 0);
        }
        catch (IOException e)
        {
            // What it says stays true, and gets old.
            _failed = true;
            LogNoMark(_log, Path, e.Message);
        }
    }

    public void Dispose() => _file.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "How far the journal was written cannot be kept in {Path}; should the storage go back in time before the next start, it will not be noticed: {Reason}")]
    private static partial void LogNoMark(ILogger log, string path, string reason);
}
