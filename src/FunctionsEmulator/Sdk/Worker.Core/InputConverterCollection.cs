using System.Collections;
using FunctionsEmulator.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The converters that parameters are offered to, in this order; the host's own is among them.</summary>
public sealed class InputConverterCollection : IEnumerable<Type>
{
    private readonly List<Type> _types = [typeof(TextConverter)];

    /// <summary>Adds a converter behind all others.</summary>
    public void Register<T>()
        where T : IInputConverter => _types.Add(typeof(T));

    /// <summary>Adds a converter at a place; past the end means behind all others.</summary>
    public void RegisterAt<T>(int index)
        where T : IInputConverter => _types.Insert(Math.Min(index, _types.Count), typeof(T));

    /// <summary>Removes all, the host's own too.</summary>
    public void Clear() => _types.Clear();

    /// <summary>The converters' types in order.</summary>
    public IEnumerator<Type> GetEnumerator() => _types.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
