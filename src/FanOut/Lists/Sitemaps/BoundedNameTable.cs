using System.Xml;

namespace FanOut.Lists.Sitemaps;

/// <summary>Ends the reading of a document that has ever more names, all of which would be kept.</summary>
internal sealed class BoundedNameTable : NameTable
{
    private const int MaxNames = 1000;

    private int _names;

    public override string Add(string key) => Get(key) ?? base.Add(Counted(key));

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? base.Add(Counted(new string(key, start, len)));

    private string Counted(string key) => ++_names <= MaxNames ? key : throw new ListException($"Is no sitemap: it has more than {MaxNames} names of elements.");
}
