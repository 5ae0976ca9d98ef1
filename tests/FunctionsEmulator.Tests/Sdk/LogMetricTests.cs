using Microsoft.Extensions.Logging;
using Moq;

namespace FunctionsEmulator.Tests.Sdk;

public sealed class LogMetricTests
{
    [Fact]
    public void Metric_IsInformationWithItsNameValueAndProperties()
    {
        IReadOnlyDictionary<string, object>? told = null;
        var logger = new Mock<ILogger>();
        logger.Setup(log => log.Log(
                LogLevel.Information, It.IsAny<EventId>(), It.IsAny<It.IsAnyType>(), null, It.IsAny<Func<It.IsAnyType, Exception?, string>>()))
            .Callback(new InvocationAction(call => told = (IReadOnlyDictionary<string, object>?)call.Arguments[2]));

        logger.Object.LogMetric("pages", 2.5, new Dictionary<string, object>(StringComparer.Ordinal) { ["kind"] = "html" });

        Assert.Equal(("pages", 2.5, "html"), (told!["Name"], told["Value"], told["kind"]));
    }
}
