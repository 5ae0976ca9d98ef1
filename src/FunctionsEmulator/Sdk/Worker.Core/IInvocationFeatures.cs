namespace Microsoft.Azure.Functions.Worker;

/// <summary>Objects attached to an invocation, one of each type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Attaches an object; null removes it.</summary>
    void Set<T>(T? instance);

    /// <summary>The object of a type; the default of <typeparamref name="T"/> when there is none.</summary>
    T? Get<T>();
}
