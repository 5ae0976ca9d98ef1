using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace FunctionsEmulator.Hosting.Settings;

/// <summary>Where the host listens unless ASP.NET Core's own settings say otherwise.</summary>
internal static class HostUrls
{
    private const string Default = "http://127.0.0.1:7071";

    private static readonly string[] OtherWays =
        [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];

    public static void AddTo(IWebHostBuilder host, IConfiguration configuration)
    {
        if (!Array.Exists(OtherWays, key => !string.IsNullOrEmpty(configuration[key])))
        {
            // ASP.NET Core reads this name from the environment alone; here it may also stand in local.settings.json.
            host.UseUrls(configuration["ASPNETCORE_URLS"] ?? Default);
        }
    }
}
