using System.Reflection;
using FanOut.Jobs;

namespace Infra.Tests.Settings;

/// <summary>The settings that the app reads: every public property of its classes that name their section.</summary>
internal static class OptionsClasses
{
    /// <summary>Each setting as the environment names it, with its default; null when it has none.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = typeof(JobSettings).Assembly.GetExportedTypes()
        .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
        .Where(options => options.Section is not null)
        .SelectMany(options => SettingsOf(options.Type, options.Section!))
        .ToDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string?>> SettingsOf(Type type, string section)
    {
        var defaults = Activator.CreateInstance(type)!;
        return type.GetProperties().Where(property => property.CanWrite)
            .Select(property => KeyValuePair.Create($"{section}__{property.Name}", property.GetValue(defaults)?.ToString()));
    }
}
