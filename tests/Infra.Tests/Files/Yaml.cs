using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Files;

internal static class Yaml
{
    /// <exception cref="YamlDotNet.Core.YamlException">The file is not YAML, or has a key twice.</exception>
    public static YamlMappingNode Read(string path)
    {
        using var text = File.OpenText(Repository.At(path));
        var stream = new YamlStream();
        stream.Load(text);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    public static bool Has(this YamlMappingNode node, string key) => node.Children.ContainsKey(key);

    public static YamlMappingNode Map(this YamlMappingNode node, string key) => (YamlMappingNode)node[key];

    public static YamlSequenceNode List(this YamlMappingNode node, string key) => (YamlSequenceNode)node[key];

    public static string Text(this YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;
}
