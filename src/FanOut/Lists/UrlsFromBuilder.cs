using FanOut.Fetching;
using FanOut.Jobs;

namespace FanOut.Lists;

/// <summary>Puts together what a request says of where its URLs are, and says what is wrong with it.</summary>
internal sealed class UrlsFromBuilder(JobRequestErrors errors)
{
    private const string Path = UrlsFrom.Field + ".";
    private const string Blob = "blob", Format = "format", Column = "column", Sitemap = "sitemap";
    private const string GoesWithBlob = "Goes with blob only.";

    /// <summary>Of a blob: what storage allows.</summary>
    private const int MaxBlobNameLength = 1024;
    private const int MaxColumnLength = 200;

    private static readonly string[] s_zipped = [".gz", ".gzip"];

    private static readonly Dictionary<string, ListFormat> s_formats = new(StringComparer.Ordinal)
    {
        ["text"] = ListFormat.Text,
        ["ndjson"] = ListFormat.Ndjson,
        ["csv"] = ListFormat.Csv,
    };

    private static readonly Dictionary<string, ListFormat> s_extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = ListFormat.Text,
        [".lst"] = ListFormat.Text,
        [".ndjson"] = ListFormat.Ndjson,
        [".jsonl"] = ListFormat.Ndjson,
        [".csv"] = ListFormat.Csv,
    };

    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private bool _isBad;

    /// <summary>Whether the name is that of a compressed blob.</summary>
    public static bool IsZipped(string name) => s_zipped.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>False when the name is unknown or was given before, which is noted.</summary>
    public bool Begin(string name)
    {
        if (name is not (Blob or Format or Column or Sitemap))
            errors.Add(Path + name, "There is no such property. There are blob, with format and column, and sitemap.");
        else if (!_given.Add(name))
            errors.Add(Path + name, "Is given more than once.");
        else
            return true;
        _isBad = true;
        return false;
    }

    public void Set(string name, OptionValue value)
    {
        if (value.IsNull) return;
        if (value.TryText(out var text) && text.Length > 0)
        {
            _values[name] = text;
            return;
        }
        errors.Add(Path + name, "Must be a string that is not empty.");
        _isBad = true;
    }

    /// <summary>Of use only if there are no errors.</summary>
    public UrlsFrom Build()
    {
        var (blob, sitemap) = (_values.GetValueOrDefault(Blob), _values.GetValueOrDefault(Sitemap));
        if (blob is not null == sitemap is not null)
        {
            if (!_isBad && !errors.Has(UrlsFrom.Field)) errors.Add(UrlsFrom.Field, "Must have either blob or sitemap.");
            return new UrlsFrom();
        }
        return blob is not null ? OfBlob(blob) : OfSitemap(sitemap!);
    }

    private UrlsFrom OfSitemap(string text)
    {
        foreach (var name in _values.Keys.Where(name => name is Format or Column)) errors.Add(Path + name, GoesWithBlob);
        if (TargetUrl.Parse(text, out var url) is { } fault) errors.Add(Path + Sitemap, $"Cannot be fetched: {fault}.");
        return new UrlsFrom { Sitemap = url };
    }

    private UrlsFrom OfBlob(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (container, name) = slash < 0 ? ("", "") : (text[..slash], text[(slash + 1)..]);
        if (container.Length == 0 || name.Length is 0 or > MaxBlobNameLength)
            errors.Add(Path + Blob, $"Must be a container and the name of a blob in it, such as lists/today.txt; a name has at most {MaxBlobNameLength} characters.");
        var column = _values.GetValueOrDefault(Column);
        if (column?.Length > MaxColumnLength) errors.Add(Path + Column, $"Must be at most {MaxColumnLength} characters.");
        var format = FormatOf(name);
        if (column is not null && format == ListFormat.Text) errors.Add(Path + Column, "Goes with ndjson and csv only.");
        return new UrlsFrom { Container = container, BlobName = name, Format = format ?? ListFormat.Text, Column = column ?? UrlsFrom.DefaultColumn };
    }

    private ListFormat? FormatOf(string name)
    {
        if (_values.TryGetValue(Format, out var given))
        {
            if (s_formats.TryGetValue(given, out var chosen)) return chosen;
            errors.Add(Path + Format, "Must be \"text\", \"ndjson\" or \"csv\".");
            return null;
        }
        var plain = IsZipped(name) ? System.IO.Path.GetFileNameWithoutExtension(name) : name;
        if (s_extensions.TryGetValue(System.IO.Path.GetExtension(plain), out var format)) return format;
        if (name.Length > 0) errors.Add(Path + Format, "Is missing, and the name of the blob does not tell: it is \"text\", \"ndjson\" or \"csv\".");
        return null;
    }
}
