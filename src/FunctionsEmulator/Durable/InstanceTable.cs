using System.Collections.Concurrent;

namespace FunctionsEmulator.Durable;

/// <summary>All instances of a task hub that have not been purged, by id.</summary>
internal sealed class InstanceTable
{
    private readonly ConcurrentDictionary<string, Instance> _instances = new(StringComparer.Ordinal);

    public Instance GetOrAdd(string id, Func<string, Instance> create) => _instances.GetOrAdd(id, create);

    public Instance? Find(string id) => _instances.GetValueOrDefault(id);

    public void Remove(Instance instance) => _instances.TryRemove(new KeyValuePair<string, Instance>(instance.Id, instance));

    public IEnumerable<Instance> All => _instances.Select(pair => pair.Value);

    /// <summary>Instances that were started by the given one and have not been purged.</summary>
    public IEnumerable<Instance> ChildrenOf(string id) => All.Where(instance => string.Equals(instance.State.Parent?.InstanceId, id, StringComparison.Ordinal));

    /// <summary>The oldest segment that an instance still needs; <paramref name="current"/> when there is none.</summary>
    public int FirstSegment(int current) => All.Select(instance => instance.FirstSegment).Where(segment => segment > 0).DefaultIfEmpty(current).Min();
}
