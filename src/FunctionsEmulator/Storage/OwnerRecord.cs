using FunctionsEmulator.Storage.Azurite;

namespace FunctionsEmulator.Storage;

/// <summary>Who owns a task hub: enough to tell, on the same machine, whether that process still lives.</summary>
internal sealed record OwnerRecord(string Host, string Boot, int ProcessId, long ProcessStarted, long Epoch, DateTimeOffset Since)
{
    /// <summary>Names the hub's journal, from its first owner on; see <see cref="JournalMark"/>.</summary>
    public string? Journal { get; init; }

    /// <summary>This process, as the owner that comes after another, or as the first.</summary>
    public static OwnerRecord After(OwnerRecord? last, DateTimeOffset now) =>
        new(Environment.MachineName, BootId(), ProcessIdentity.Current.Id, ProcessIdentity.Current.Started, (last?.Epoch ?? 0) + 1, now)
        {
            Journal = last?.Journal ?? Guid.NewGuid().ToString("N"),
        };

    public bool IsOnThisMachine => string.Equals(Host, Environment.MachineName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the process lives; to be asked only about one on this machine.</summary>
    public bool IsAlive() => string.Equals(Boot, BootId(), StringComparison.Ordinal) && new ProcessIdentity(ProcessId, ProcessStarted).IsAlive();

    /// <summary>Changes with every boot. Without the kernel's own id, the minute of the boot has to do.</summary>
    private static string BootId()
    {
        const string KernelBootId = "/proc/sys/kernel/random/boot_id";
        if (File.Exists(KernelBootId)) return File.ReadAllText(KernelBootId).Trim();
        var boot = DateTimeOffset.UtcNow - TimeSpan.FromMilliseconds(Environment.TickCount64);
        return ((boot.ToUnixTimeSeconds() + 30) / 60).ToString();
    }
}
