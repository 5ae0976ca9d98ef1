namespace FunctionsEmulator.Hosting.Management;

/// <summary>A request of the management API that is answered with an error. The message is for the caller.</summary>
internal sealed class ManagementException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
