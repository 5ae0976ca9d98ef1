using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Patterns;

/// <summary><c>asyncio.create_task(...)</c> whose result nobody awaits, without the task being lost.</summary>
[Collection(PatternsCollection.Name)]
public sealed class FireAndForgetTests(AppFixture app)
{
    [Fact]
    public async Task Job_WhoseCallerHangsUpAfterThe202_EndsByItself()
    {
        const int DelayMs = 1_500;
        var body = JsonSerializer.Serialize(new { urls = new[] { app.Url($"/delay/{DelayMs}") } });

        string answer;
        using (var caller = new TcpClient("127.0.0.1", app.App.BaseAddress.Port))
        {
            var stream = caller.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
            answer = await new StreamReader(stream).ReadToEndAsync();
        }

        Assert.StartsWith("HTTP/1.1 202 ", answer, StringComparison.Ordinal);
        var location = answer.Split("\r\n").Single(line => line.StartsWith("Location: ", StringComparison.Ordinal))["Location: ".Length..];
        var id = location[(location.LastIndexOf('/') + 1)..];
        Assert.True((await app.Api.GetAsync(id)).IsNull("finishedAt"), "The answer came only when the job had ended.");
        var job = await app.Api.EndAsync(id);
        Assert.Equal("succeeded", job.Text("status"));
    }
}
