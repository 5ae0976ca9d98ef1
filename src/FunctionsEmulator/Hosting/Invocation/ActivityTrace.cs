using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsEmulator.Hosting.Invocation;

internal sealed class ActivityTrace(Activity? activity) : TraceContext
{
    public override string TraceParent { get; } = activity?.Id ?? string.Empty;

    public override string TraceState { get; } = activity?.TraceStateString ?? string.Empty;
}
