using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>Deletes instances that have ended.</summary>
internal static class Purging
{
    public static async Task<IResult> PurgeAsync(ManagementRequest request) =>
        Answer(await request.Client.PurgeInstanceAsync(request.InstanceId, request.Aborted));

    public static async Task<IResult> PurgeAllAsync(ManagementRequest request)
    {
        var filter = InstanceFilter.Of(request);
        if (filter.CreatedFrom is null) throw ManagementRequest.Invalid($"'{InstanceFilter.CreatedTimeFrom}' is required.");
        return Answer(await request.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(filter.CreatedFrom, filter.CreatedTo, filter.Statuses), request.Aborted));
    }

    private static IResult Answer(PurgeResult purged) => purged.PurgedInstanceCount > 0
        ? ManagementJson.Answer(new { InstancesDeleted = purged.PurgedInstanceCount })
        : throw new ManagementException(StatusCodes.Status404NotFound, "No instance that has ended was found.");
}
