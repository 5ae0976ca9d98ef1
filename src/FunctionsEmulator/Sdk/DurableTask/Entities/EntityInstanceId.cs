using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Entities;

/// <summary>The id of an entity: a name, which disregards case, and a key. Together, as <c>@name@key</c>, at most 100 characters.</summary>
[JsonConverter(typeof(EntityInstanceIdConverter))]
public readonly record struct EntityInstanceId
{
    private const char Mark = '@';
    private const int MaxLength = 100;

    /// <summary>The id of that name and key.</summary>
    /// <exception cref="ArgumentException">The name is empty or holds an <c>@</c>, or the id is too long.</exception>
    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains(Mark, StringComparison.Ordinal)) throw new ArgumentException($"An entity's name cannot hold '{Mark}'.", nameof(name));
#pragma warning disable CA1308 // Ids are lower case wherever they are stored.
        Name = name.ToLowerInvariant();
#pragma warning restore CA1308
        Key = key;
        if (ToString().Length is > MaxLength and var length)
        {
            throw new ArgumentException($"An entity's id can have {MaxLength} characters, not {length}.", nameof(key));
        }
    }

    /// <summary>The name, in lower case.</summary>
    public string Name { get; }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="ArgumentException">It is not an entity's id.</exception>
    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var second = instanceId.IndexOf(Mark, 1);
        return instanceId[0] == Mark && second > 0
            ? new(instanceId[1..second], instanceId[(second + 1)..])
            : throw new ArgumentException($"'{instanceId}' is not an entity's id.", nameof(instanceId));
    }

    /// <summary>The id as <c>@name@key</c>.</summary>
    public override string ToString() => $"{Mark}{Name}{Mark}{Key}";
}
