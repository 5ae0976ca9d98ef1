using Azure.Storage.Blobs;

namespace FunctionsEmulator.Storage.Azurite;

internal sealed record AzuriteEndpoint(Uri Uri)
{
    private const string DevelopmentAccount = "devstoreaccount1";

    // Published with the storage emulator, the same for everybody.
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public string Host => Uri.DnsSafeHost;

    public int Port => Uri.Port;

    public string Address => Uri.GetLeftPart(UriPartial.Authority);

    public static string ConnectionString(int port) =>
        $"DefaultEndpointsProtocol=http;AccountName={DevelopmentAccount};AccountKey={DevelopmentKey};"
        + $"BlobEndpoint=http://127.0.0.1:{port}/{DevelopmentAccount};";

    /// <summary>The endpoint that Azurite may be started on for this connection string, or null when it names something else.</summary>
    public static AzuriteEndpoint? From(string connectionString)
    {
        try
        {
            var client = new BlobServiceClient(connectionString);
            return client.Uri.IsLoopback && string.Equals(client.AccountName, DevelopmentAccount, StringComparison.Ordinal)
                ? new AzuriteEndpoint(client.Uri)
                : null;
        }
        catch (Exception broken) when (broken is FormatException or ArgumentException or UriFormatException)
        {
            // Whoever opens the storage says what is wrong with its connection string.
            return null;
        }
    }
}
