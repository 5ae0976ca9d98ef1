namespace FunctionsEmulator.Tests.Sdk;

/// <summary>What the real assemblies declare: per type its header, and its members, as <see cref="ApiPrinter"/> writes them.</summary>
internal sealed class ApiFacts
{
    private const string HeaderMark = " :: ";

    private readonly Dictionary<string, (string Header, HashSet<string> Members)> _types = new(StringComparer.Ordinal);

    public static ApiFacts Real { get; } =
        Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Sdk", "azure-api.txt")));

    public IEnumerable<(string Type, IEnumerable<string> Members)> Types =>
        _types.Select(type => (type.Key, type.Value.Members.AsEnumerable()));

    public static ApiFacts Parse(IEnumerable<string> lines)
    {
        var facts = new ApiFacts();
        HashSet<string> members = [];
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                members.Add(line[2..]);
                continue;
            }

            members = new(StringComparer.Ordinal);
            var at = line.IndexOf(HeaderMark, StringComparison.Ordinal);
            facts._types.Add(line[..at], (line[(at + HeaderMark.Length)..], members));
        }

        return facts;
    }

    /// <summary>What of the real surface some types do not have: a whole type, or members of one, one line each.</summary>
    public IEnumerable<string> Missing(IEnumerable<Type> declared)
    {
        var types = declared.ToDictionary(ApiNames.Of, StringComparer.Ordinal);
        return _types.SelectMany(real => types.TryGetValue(real.Key, out var type)
            ? real.Value.Members.Except(ApiPrinter.Members(type), StringComparer.Ordinal).Select(member => $"{real.Key} . {member}")
            : [real.Key]);
    }

    /// <summary>What of a type's public surface the real one does not have, one line each.</summary>
    public IEnumerable<string> Excess(Type type)
    {
        var name = ApiNames.Of(type);
        if (!_types.TryGetValue(name, out var real))
        {
            return [$"{name}: no such type"];
        }

        var header = ApiPrinter.Header(type);
        var wrongHeader = string.Equals(header, real.Header, StringComparison.Ordinal) ? [] : new[] { $"{name} :: {header}" };
        return wrongHeader.Concat(ApiPrinter.Members(type).Where(member => !real.Members.Contains(member)).Select(m => $"{name} . {m}"));
    }
}
