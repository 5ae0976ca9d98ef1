namespace Microsoft.Azure.Functions.Worker;

/// <summary>One output of an invocation.</summary>
public abstract class OutputBindingData<T>
{
    /// <summary>The output's name.</summary>
    public abstract string Name { get; }

    /// <summary>The value; what is set is what leaves.</summary>
    public abstract T? Value { get; set; }

    /// <summary>The kind, such as <c>http</c>.</summary>
    public abstract string BindingType { get; }
}
