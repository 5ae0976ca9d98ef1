using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>Tells where instances stand.</summary>
internal static class StatusQueries
{
    private const string ShowInput = "showInput";
    private const string Top = "top";

    /// <summary>Instances in one answer unless said otherwise.</summary>
    private const int DefaultTop = 1000;

    public static async Task<IResult> GetAsync(ManagementRequest request)
    {
        var showInput = request.Flag(ShowInput, otherwise: true);
        var failAsError = request.Flag("returnInternalServerErrorOnFailure", otherwise: false);
        var instance = await request.Client.GetInstanceAsync(request.InstanceId, getInputsAndOutputs: true, request.Aborted)
            ?? throw request.Missing();
        if (!instance.IsCompleted) Starting.AskToPoll(request, instance.InstanceId);
        var status = InstanceStatus.Of(instance, showInput);
        if (request.Flag("showHistory", otherwise: false))
        {
            var showOutput = request.Flag("showHistoryOutput", otherwise: false);
            var entries = await request.Engine.ReadHistoryAsync(instance.InstanceId, request.Aborted);
            status = status with { HistoryEvents = HistoryJson.Of(entries, showOutput) };
        }

        return ManagementJson.Answer(status, instance switch
        {
            { IsCompleted: false } => StatusCodes.Status202Accepted,
            { RuntimeStatus: OrchestrationRuntimeStatus.Failed } when failAsError => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status200OK,
        });
    }

    public static async Task<IResult> ListAsync(ManagementRequest request)
    {
        var showInput = request.Flag(ShowInput, otherwise: true);
        var token = request.Http.Request.Headers[ContinuationToken.Header].ToString();
        var query = InstanceFilter.Of(request) with { PageSize = TopOf(request), FetchInputsAndOutputs = true };
        var after = token.Length > 0 ? ContinuationToken.Read(token) : null;
        var page = await FirstAsync(request.Client.GetAllInstancesAsync(query).AsPages(after), request.Aborted);
        if (page.ContinuationToken is { } next) request.Http.Response.Headers[ContinuationToken.Header] = ContinuationToken.Write(next);
        return ManagementJson.Answer(page.Values.Select(instance => InstanceStatus.Of(instance, showInput)));
    }

    private static async Task<Page<OrchestrationMetadata>> FirstAsync(IAsyncEnumerable<Page<OrchestrationMetadata>> pages, CancellationToken aborted)
    {
        await using var each = pages.GetAsyncEnumerator(aborted);
        await each.MoveNextAsync();
        return each.Current;
    }

    private static int TopOf(ManagementRequest request) => request.Query(Top) switch
    {
        null => DefaultTop,
        var text when int.TryParse(text, out var top) && top > 0 => top,
        var text => throw ManagementRequest.Invalid($"'{Top}' must be a whole number of at least 1, not '{text}'."),
    };
}
