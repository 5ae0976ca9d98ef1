namespace EndToEnd.Tests.Crashes;

/// <summary>As Linux numbers them.</summary>
internal enum UnixSignalNumber
{
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
