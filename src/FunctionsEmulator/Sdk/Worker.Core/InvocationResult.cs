namespace Microsoft.Azure.Functions.Worker;

/// <summary>The result of an invocation.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
}
