using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Files;

public sealed class AzureYamlTests
{
    [Fact]
    public void Services_AreProjectsWithAResourceToDeployTo()
    {
        var services = Yaml.Read("azure.yaml").Map("services").Children;
        var tag = Deployment.PredictedDeployment.Of("azureStorage").One("Microsoft.Web/sites").Node["tags"]!["azd-service-name"]!.GetValue<string>();

        var (name, service) = Assert.Single(services);
        Assert.Equal(tag, name.ToString());
        Assert.True(File.Exists(Repository.At(((YamlMappingNode)service).Text("project") + "/FanOut.csproj")));
        Assert.Equal("function", ((YamlMappingNode)service).Text("host"));
    }

    [Fact]
    public void Infra_IsTheTemplateWithItsParameters()
    {
        var infra = Yaml.Read("azure.yaml").Map("infra");
        var module = Path.Combine(Repository.At(infra.Text("path")), infra.Text("module"));

        Assert.Equal("bicep", infra.Text("provider"));
        Assert.True(File.Exists(module + ".bicep"));
        Assert.True(File.Exists(module + ".bicepparam"));
    }
}
