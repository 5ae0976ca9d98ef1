using System.Text.Json;

namespace FunctionsEmulator.Storage.Azurite;

/// <summary>The data folder as the hosts of this machine share it: one claim while something is decided, one record of who runs.</summary>
internal sealed class AzuriteFolder(string path, TimeProvider time)
{
    private const int LinuxHeld = 11;
    private const int MacHeld = 35;
    private const int WindowsHeld = unchecked((int)0x80070020);
    private static readonly TimeSpan ClaimRetry = TimeSpan.FromMilliseconds(100);
    private readonly string _recordFile = Path.Combine(path, "azurite.pid");
    private readonly string _claimFile = Path.Combine(path, "azurite.lock");

    public string FullPath => path;

    public bool HasRecord => File.Exists(_recordFile);

    /// <summary>Held for the length of a start; the system lets it go if its holder dies.</summary>
    public async Task<IDisposable> ClaimAsync(CancellationToken cancellation)
    {
        OrExplain(() => Directory.CreateDirectory(path));
        while (true)
        {
            if (TryClaim() is { } claim)
                return claim;
            await Task.Delay(ClaimRetry, time, cancellation);
        }
    }

    /// <summary>The Azurite that uses this folder now, or null.</summary>
    public AzuriteRecord? ReadLiving() => Read() is { } record && record.Azurite.IsAlive() ? record : null;

    public void Write(AzuriteRecord record) =>
        OrExplain(() => File.WriteAllText(_recordFile, JsonSerializer.Serialize(record, JsonSerializerOptions.Web)));

    /// <summary>A record left behind does no harm, for its process is gone; so this never fails.</summary>
    public void Forget(ProcessIdentity azurite)
    {
        try
        {
            if (Read()?.Azurite == azurite)
                File.Delete(_recordFile);
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
        }
    }

    private AzuriteRecord? Read()
    {
        try
        {
            var record = JsonSerializer.Deserialize<AzuriteRecord>(File.ReadAllText(_recordFile), JsonSerializerOptions.Web);
            return record is { Azurite: not null, Owner: not null } ? record : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException || IsRefusal(unreadable))
        {
            return null;
        }
    }

    private FileStream? TryClaim()
    {
        try
        {
            return new FileStream(_claimFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held.HResult is LinuxHeld or MacHeld or WindowsHeld)
        {
            return null;
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            throw Unwritable(refused);
        }
    }

    private void OrExplain(Action write)
    {
        try
        {
            write();
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            throw Unwritable(refused);
        }
    }

    private static bool IsRefusal(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private AzuriteException Unwritable(Exception refused) => new(
        $"Azurite's data folder {path} cannot be written ({refused.Message.ReplaceLineEndings(" ")}); "
        + "make room, or set FanOut__DataDirectory to a folder that you can write to.",
        refused);
}
