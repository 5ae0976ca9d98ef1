using System.Buffers.Text;
using System.Text;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>Where a list goes on, in a form that a header can carry: instance ids may have any letters.</summary>
internal static class ContinuationToken
{
    public const string Header = "x-ms-continuation-token";

    public static string Write(string lastInstanceId) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(lastInstanceId));

    public static string Read(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException)
        {
            throw ManagementRequest.Invalid($"'{Header}' must be what an earlier answer had in that header.");
        }
    }
}
