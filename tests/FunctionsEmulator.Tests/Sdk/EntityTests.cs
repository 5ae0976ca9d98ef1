using Microsoft.DurableTask;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Entities;
using Moq;

namespace FunctionsEmulator.Tests.Sdk;

public sealed class EntityTests
{
    [Fact]
    public void Entities_OfClientAndContext_AreRefused()
    {
        var context = new Mock<TaskOrchestrationContext> { CallBase = true };

        Assert.Throws<NotSupportedException>(() => context.Object.Entities);
        Assert.Throws<NotSupportedException>(() => new NamedClient("one").Entities);
    }

    [Fact]
    public void Id_TravelsAsText()
    {
        var id = new EntityInstanceId("Counter", "a@B");

        var text = JsonDataConverter.Default.Serialize(id);

        Assert.Equal("\"@counter@a@B\"", text);
        Assert.Equal(id, JsonDataConverter.Default.Deserialize<EntityInstanceId>(text));
    }

    [Theory]
    [InlineData("counter")]
    [InlineData("@counter")]
    [InlineData("@@key")]
    [InlineData("x@counter@key")]
    public void Id_OfOtherText_IsRefused(string text) => Assert.ThrowsAny<ArgumentException>(() => EntityInstanceId.FromString(text));

    [Fact]
    public void Id_LongerThanHundredCharacters_IsRefused()
    {
        Assert.Equal(100, new EntityInstanceId("n", new string('k', 97)).ToString().Length);
        Assert.Throws<ArgumentException>(() => new EntityInstanceId("n", new string('k', 98)));
    }

    [Fact]
    public void Metadata_WithoutState_RefusesToShowIt()
    {
        var metadata = new EntityMetadata<int?>(new EntityInstanceId("n", "k"), null);

        Assert.False(metadata.IncludesState);
        Assert.Throws<InvalidOperationException>(() => metadata.State);
    }
}
