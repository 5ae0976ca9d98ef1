namespace Microsoft.DurableTask;

/// <summary>The version of an orchestrator or activity. Versions compare without regard to case.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version: the same as the default value and as an empty string.</summary>
    public static readonly TaskVersion Unversioned;

    private readonly string? _value;

    /// <summary>Names a version.</summary>
    /// <param name="version">The version; null or empty for none.</param>
    /// <exception cref="ArgumentException">The version consists of white space.</exception>
    public TaskVersion(string? version)
    {
        if (version is { Length: > 0 } && string.IsNullOrWhiteSpace(version))
        {
            throw new ArgumentException("A version may be empty, but not white space alone.", nameof(version));
        }

        _value = version;
    }

    /// <summary>The version; empty for none, never null.</summary>
    public string Version => _value ?? string.Empty;

    public static implicit operator string(TaskVersion value) => value.Version;

    public static implicit operator TaskVersion(string? value) => new(value);

    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}
