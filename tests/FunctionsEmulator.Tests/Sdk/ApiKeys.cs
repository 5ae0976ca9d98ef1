using System.Text.RegularExpressions;

namespace FunctionsEmulator.Tests.Sdk;

/// <summary>Turns the lines of <see cref="ApiFacts"/> into what metadata calls the same types and members.</summary>
internal static partial class ApiKeys
{
    private const int MatchMilliseconds = 1000;

    public static IEnumerable<string> Of(ApiFacts facts) => facts.Types.SelectMany(type => OfType(type.Type, type.Members));

    private static IEnumerable<string> OfType(string type, IEnumerable<string> members)
    {
        var name = type.Split('<')[0];
        var parameters = ParametersIn(type);
        var keys = members.SelectMany(Lines).Select(line => Key(line, parameters));

        // What `with` calls; the compiler gives it to every record.
        var clone = $"{Numbered(type, parameters, "!")} <Clone>$()";
        return keys.Append(clone).Select(key => $"{name} . {key}").Prepend(name);
    }

    /// <summary>The member as its accessors, or itself, without modifiers, defaults and nullability.</summary>
    private static IEnumerable<string> Lines(string member)
    {
        var line = Modifiers().Replace(member.Split(" @[")[0].Split(" where ")[0], string.Empty).Replace("?", string.Empty, StringComparison.Ordinal);
        if (line.StartsWith("delegate ", StringComparison.Ordinal))
        {
            return [line["delegate ".Length..].Replace(" (", " Invoke(", StringComparison.Ordinal), "void .ctor(object target, System.IntPtr method)"];
        }

        if (line.IndexOf(" { ", StringComparison.Ordinal) is var brace and >= 0)
        {
            var property = line[..brace];
            var at = property.LastIndexOf(' ');
            var (type, name) = (property[..at], property[(at + 1)..]);
            return line[brace..].Split(' ').Where(word => word.EndsWith(';')).Select(accessor =>
                accessor is "get;" ? $"{type} get_{name}()" : $"void set_{name}({type} value)");
        }

        return [line.StartsWith(".ctor", StringComparison.Ordinal) ? "void " + line : line];
    }

    private static string Key(string line, string[] typeParameters)
    {
        var open = line.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return Numbered(line, typeParameters, "!");
        }

        var head = line[..open];
        var at = LastSpaceOutside(head);
        var name = head[(at + 1)..];
        var own = ParametersIn(name);
        var types = SplitOutside(line[(open + 1)..line.LastIndexOf(')')]).Select(ParameterType);
        var key = $"{head[..at]} {name.Split('<')[0]}({string.Join(", ", types)})";
        return Numbered(Numbered(key, own, "!!"), typeParameters, "!");
    }

    private static string ParameterType(string parameter)
    {
        var declared = Prefix().Replace(parameter.Split(" = ")[0].Trim(), string.Empty);
        return declared[..LastSpaceOutside(declared)];
    }

    private static string Numbered(string text, string[] parameters, string mark) => parameters
        .Select((parameter, at) => (parameter, at))
        .Aggregate(text, (done, next) => Regex.Replace(done, $@"(?<![\w.]){next.parameter}(?!\w)", mark + next.at, RegexOptions.None, TimeSpan.FromMilliseconds(MatchMilliseconds)));

    private static string[] ParametersIn(string name) => name.Split('<') is [_, var list] ? list.TrimEnd('>').Split(", ") : [];

    private static int LastSpaceOutside(string text)
    {
        var depth = 0;
        for (var at = text.Length - 1; at > 0; at--)
        {
            depth += text[at] switch { '>' => 1, '<' => -1, _ => 0 };
            if (depth == 0 && text[at] == ' ')
            {
                return at;
            }
        }

        return 0;
    }

    private static IEnumerable<string> SplitOutside(string parameters)
    {
        var (depth, start) = (0, 0);
        for (var at = 0; at < parameters.Length; at++)
        {
            depth += parameters[at] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth == 0 && parameters[at] == ',')
            {
                yield return parameters[start..at];
                start = at + 1;
            }
        }

        if (start < parameters.Length)
        {
            yield return parameters[start..];
        }
    }

    [GeneratedRegex(@"^(?:(?:public|protected|static|abstract|virtual|override|sealed|readonly|const) )+", RegexOptions.None, MatchMilliseconds)]
    private static partial Regex Modifiers();

    [GeneratedRegex("^(?:this|out|ref|params) ", RegexOptions.None, MatchMilliseconds)]
    private static partial Regex Prefix();
}
