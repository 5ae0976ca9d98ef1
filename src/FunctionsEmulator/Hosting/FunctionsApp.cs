using System.Reflection;

namespace FunctionsEmulator.Hosting;

/// <summary>The app that a host runs.</summary>
/// <param name="Name">Its assembly's name.</param>
/// <param name="Types">Where functions are looked for.</param>
/// <param name="Directory">Where host.json and local.settings.json are.</param>
/// <param name="OwnsProcess">Whether the process is there for the app alone: then the host may write to the console and
/// end the process with an exit code. Otherwise it throws, and writes nothing to standard output.</param>
internal sealed record FunctionsApp(string Name, IReadOnlyList<Type> Types, string Directory, bool OwnsProcess)
{
    /// <summary>Where the list of functions is printed.</summary>
    public TextWriter Output { get; init; } = OwnsProcess ? Console.Out : TextWriter.Null;

    /// <summary>The app whose main assembly is given: functions may be there, and in assemblies it references that use the emulator.</summary>
    public static FunctionsApp Of(Assembly main) => new(
        main.GetName().Name!,
        [.. main.GetReferencedAssemblies().Where(name => !IsFramework(name)).Select(Assembly.Load).Where(UsesEmulator).Prepend(main)
            .SelectMany(assembly => assembly.GetTypes())],
        AppContext.BaseDirectory,
        main == Assembly.GetEntryAssembly());

    private static bool IsFramework(AssemblyName name) =>
        name.Name!.StartsWith("System.", StringComparison.Ordinal) || name.Name.StartsWith("Microsoft.", StringComparison.Ordinal);

    private static bool UsesEmulator(Assembly assembly) => Array.Exists(
        assembly.GetReferencedAssemblies(), name => AssemblyName.ReferenceMatchesDefinition(name, typeof(FunctionsApp).Assembly.GetName()));
}
