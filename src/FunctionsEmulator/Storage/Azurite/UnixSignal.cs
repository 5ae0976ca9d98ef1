using System.Runtime.InteropServices;

namespace FunctionsEmulator.Storage.Azurite;

/// <summary>.NET can only kill a process, and Azurite loses what it has not saved when it is killed.</summary>
internal static class UnixSignal
{
    private const int Terminate = 15;

    public static void SendTerminate(int processId) => _ = Kill(processId, Terminate);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
