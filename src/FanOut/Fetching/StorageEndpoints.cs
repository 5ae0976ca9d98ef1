using System.Data.Common;
using Microsoft.Extensions.Configuration;

namespace FanOut.Fetching;

/// <summary>The endpoints of the storage accounts that the settings name.</summary>
internal static class StorageEndpoints
{
    private const string ConnectionSetting = "AzureWebJobsStorage";
    private const string BlobServiceUriSetting = "FanOut:BlobServiceUri";

    /// <summary>Blobs, queues and tables of an Azurite where it listens by itself.</summary>
    private static readonly Uri[] Development = [new("http://127.0.0.1:10000"), new("http://127.0.0.1:10001"), new("http://127.0.0.1:10002")];

    public static IReadOnlyList<Uri> Of(IConfiguration configuration)
    {
        var endpoints = new List<Uri>(OfConnection(configuration[ConnectionSetting]));
        if (Uri.TryCreate(configuration[BlobServiceUriSetting], UriKind.Absolute, out var account))
        {
            endpoints.Add(account);
        }

        return endpoints;
    }

    private static IEnumerable<Uri> OfConnection(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return Development;
        }

        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (parts.ContainsKey("UseDevelopmentStorage"))
        {
            return Development;
        }

        return parts.Keys.Cast<string>()
            .Where(name => name.EndsWith("Endpoint", StringComparison.OrdinalIgnoreCase))
            .Select(name => Uri.TryCreate(parts[name] as string, UriKind.Absolute, out var endpoint) ? endpoint : null)
            .OfType<Uri>();
    }
}
