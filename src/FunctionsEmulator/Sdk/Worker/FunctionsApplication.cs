using System.Reflection;
using System.Runtime.CompilerServices;
using FunctionsEmulator.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a Functions app begins.</summary>
public class FunctionsApplication
{
    /// <summary>A builder with the host's defaults. Functions are looked for in the calling assembly and those it references.</summary>
    /// <param name="args">The command line, which overrides other configuration.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var app = FunctionsApp.Of(Assembly.GetCallingAssembly());
        return HostProcess.Guard(app, () => new FunctionsApplicationBuilder(args, app));
    }
}
