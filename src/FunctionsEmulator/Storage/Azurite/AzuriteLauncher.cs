using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Storage.Azurite;

/// <summary>
/// Sees to it that something answers where a development-storage connection string points. A host that is killed leaves its
/// Azurite running, so that nothing is lost; the next host on the same data folder takes it over, or, asked for another
/// port, stops it first. One whose host still lives is used as it is on its own port and never shares its files on another.
/// </summary>
internal sealed class AzuriteLauncher(AzuriteOptions options, TimeProvider time, ILogger<AzuriteLauncher> logger)
{
    // An Azurite that ends is reported at once; this is for one that hangs, and a busy machine takes its time to load Node.js.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StrangerPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ClosingCheck = TimeSpan.FromMilliseconds(100);
    private readonly AzuriteFolder _folder = new(options.DataDirectory, time);

    /// <summary>What the caller must dispose when it has written everything; null when there is nothing to stop.</summary>
    public async Task<AzuriteProcess?> EnsureAsync(string connectionString, CancellationToken cancellation)
    {
        if (AzuriteEndpoint.From(connectionString) is not { } endpoint)
            return null;
        using var limit = new CancellationTokenSource(StartLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await EnsureAsync(endpoint, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw _folder.ReadLiving() is { } other
                ? AzuriteFailure.Silent(other, endpoint, _folder.FullPath)
                : new AzuriteException($"Azurite did not answer on {endpoint.Address} within {StartLimit.TotalSeconds} s.");
        }
    }

    private async Task<AzuriteProcess?> EnsureAsync(AzuriteEndpoint endpoint, CancellationToken cancellation)
    {
        if (await AnswersAsync(endpoint, StrangerPatience, cancellation) && !_folder.HasRecord)
            return null;

        using var claim = await _folder.ClaimAsync(cancellation);
        while (true)
        {
            var answers = await AnswersAsync(endpoint, StrangerPatience, cancellation);
            var running = _folder.ReadLiving();
            if (answers)
                return running?.Port == endpoint.Port ? Adopt(running) : null;
            if (running is null)
                return await StartAsync(endpoint, cancellation);
            if (running.Port == endpoint.Port)
                await Task.Delay(ClosingCheck, time, cancellation);
            else
                await ReleaseFolderAsync(running, endpoint);
        }
    }

    private async Task<bool> AnswersAsync(AzuriteEndpoint endpoint, TimeSpan patience, CancellationToken cancellation) =>
        await AzuriteProbe.AskAsync(endpoint, patience, time, cancellation) switch
        {
            AzuriteAnswer.SomethingElse => throw (_folder.ReadLiving() is { } running && running.Port == endpoint.Port
                ? AzuriteFailure.Silent(running, endpoint, _folder.FullPath)
                : AzuriteFailure.Taken(endpoint)),
            var answer => answer is AzuriteAnswer.BlobService,
        };

    private AzuriteProcess? Adopt(AzuriteRecord running)
    {
        if (running.Owner.IsAlive())
            return null;
        _folder.Write(running with { Owner = ProcessIdentity.Current });
        logger.LogInformation("Azurite (process {Id}) is taken over from a host that is gone", running.Azurite.Id);
        return new AzuriteProcess(running.Azurite, _folder, child: null, time, logger);
    }

    private async Task ReleaseFolderAsync(AzuriteRecord running, AzuriteEndpoint wanted)
    {
        if (running.Owner.IsAlive())
        {
            throw new AzuriteException(
                $"Azurite (process {running.Azurite.Id}, started by process {running.Owner.Id}) already uses {_folder.FullPath} on port "
                + $"{running.Port}, not {wanted.Port}; use that port, stop it, or set FanOut__DataDirectory to another folder.");
        }

        logger.LogInformation("Azurite (process {Id}) on port {Port} was left by a host that is gone and is stopped", running.Azurite.Id, running.Port);
        await new AzuriteProcess(running.Azurite, _folder, child: null, time, logger).DisposeAsync();
    }

    private async Task<AzuriteProcess?> StartAsync(AzuriteEndpoint endpoint, CancellationToken cancellation)
    {
        if (!string.Equals(endpoint.Uri.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal))
            throw new AzuriteException($"Nothing answers on {endpoint.Address}, and Azurite is started for http only; start it yourself.");

        var child = AzuriteChild.Start(endpoint, options);
        var process = new AzuriteProcess(child.Identity, _folder, child, time, logger);
        try
        {
            _folder.Write(new AzuriteRecord(child.Identity, endpoint.Port, ProcessIdentity.Current));
            var listens = await child.ListensAsync(cancellation);
            if (!await AnswersAsync(endpoint, listens ? StartLimit : StrangerPatience, cancellation))
                throw AzuriteFailure.Explain(child, endpoint, _folder.FullPath);
            if (listens)
            {
                _ = process.WatchAsync();
                logger.LogInformation("Azurite (process {Id}) listens on {Address}; data in {Folder}", process.Id, endpoint.Address, _folder.FullPath);
                return process;
            }
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        // Another host, with a data folder of its own, was quicker on this port.
        await process.DisposeAsync();
        return null;
    }
}
