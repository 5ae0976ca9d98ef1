using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsEmulator.Hosting.Invocation;

internal sealed class InvocationFeatures(FunctionResult result) : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = new() { [typeof(FunctionResult)] = result };

    public void Set<T>(T? instance)
    {
        if (instance is null)
        {
            _features.Remove(typeof(T));
        }
        else
        {
            _features[typeof(T)] = instance;
        }
    }

    public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
