namespace FunctionsEmulator.Storage.Azurite;

/// <summary>Why an Azurite ended before it listened, in one line with what to do.</summary>
internal static class AzuriteFailure
{
    public static AzuriteException Explain(AzuriteChild child, AzuriteEndpoint endpoint, string folder)
    {
        var said = child.Said;
        if (said.Contain("EADDRINUSE"))
            return Taken(endpoint);
        if (said.Contain("listen EACCES") || said.Contain("EADDRNOTAVAIL"))
            return new($"Azurite may not listen on {endpoint.Address}; name another address or port in AzureWebJobsStorage.");
        if (said.Contain("ENOSPC"))
            return new($"No room is left for Azurite's data in {folder}; make room, or set FanOut__DataDirectory to another folder.");
        if (said.Contain("EACCES") || said.Contain("EPERM") || said.Contain("EROFS"))
        {
            return new($"Azurite may not write to its data folder {folder}; "
                + "set FanOut__DataDirectory to a folder that you can write to.");
        }

        if (said.Contain("Node.js"))
            return new(said.Last()!);
        var state = child.ExitCode is { } code ? $"ended with exit code {code}" : "does not answer";
        return new($"Azurite was started on {endpoint.Address} but {state}: {said.Last() ?? "it said nothing"}");
    }

    public static AzuriteException Silent(AzuriteRecord running, AzuriteEndpoint endpoint, string folder) =>
        new($"Azurite (process {running.Azurite.Id}) uses {folder} but does not answer on {endpoint.Address}; stop it, then try again.");

    public static AzuriteException Taken(AzuriteEndpoint endpoint) =>
        new($"Port {endpoint.Port} on {endpoint.Host} is taken by something that is no blob service; "
            + "stop it, or name another port in AzureWebJobsStorage.");
}
