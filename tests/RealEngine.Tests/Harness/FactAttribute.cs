using System.Runtime.CompilerServices;

namespace FunctionsEmulator.Tests.Conformance;

/// <summary>The cases' own attribute: it skips those in which the real engine is known to differ.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactAttribute : Xunit.FactAttribute
{
    public FactAttribute([CallerMemberName] string @case = "") => Skip = Differences.ReasonOf(@case);
}
