using System.Runtime.InteropServices;

namespace FanOut.Fetching;

/// <summary>When a URL may go to a host that holds back.</summary>
/// <param name="At">The time.</param>
/// <param name="Version">Of the <see cref="HostPace"/> that gave it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HostTurn(DateTimeOffset At, long Version);
