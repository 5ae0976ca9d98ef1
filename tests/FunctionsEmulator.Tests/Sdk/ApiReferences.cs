using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FunctionsEmulator.Tests.Sdk;

/// <summary>What an assembly uses of the real packages' types, from its metadata.</summary>
internal static class ApiReferences
{
    private static readonly string[] Namespaces = ["Microsoft.Azure.Functions.", "Microsoft.DurableTask"];

    private static readonly SignatureNames Names = new();

    /// <summary>The types and members, as <see cref="ApiKeys"/> writes them.</summary>
    /// <param name="path">The assembly's file.</param>
    /// <param name="host">The assembly whose every type counts, whatever its namespace.</param>
    public static IReadOnlyList<string> In(string path, string host)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var types = reader.TypeReferences
            .Where(handle => Counts(reader, handle, host))
            .Select(handle => Names.GetTypeFromReference(reader, handle, rawTypeKind: 0))
            .ToHashSet(StringComparer.Ordinal);
        var members = reader.MemberReferences.Select(reader.GetMemberReference)
            .Select(member => (Type: Owner(reader, member.Parent), Member: member))
            .Where(reference => reference.Type is not null && types.Contains(reference.Type))
            .Select(reference => $"{reference.Type} . {Signature(reader, reference.Member)}");
        return [.. types.Concat(members)];
    }

    private static bool Counts(MetadataReader reader, TypeReferenceHandle handle, string host)
    {
        var type = reader.GetTypeReference(handle);
        var space = reader.GetString(type.Namespace);
        return Array.Exists(Namespaces, start => space.StartsWith(start, StringComparison.Ordinal))
            || (type.ResolutionScope.Kind == HandleKind.AssemblyReference
                && reader.StringComparer.Equals(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name, host));
    }

    private static string? Owner(MetadataReader reader, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => Names.GetTypeFromReference(reader, (TypeReferenceHandle)parent, rawTypeKind: 0),
        HandleKind.TypeSpecification => Names.GetTypeFromSpecification(
            reader, genericContext: null, (TypeSpecificationHandle)parent, rawTypeKind: 0).Split('<')[0],
        _ => null,
    };

    private static string Signature(MetadataReader reader, MemberReference member)
    {
        var name = reader.GetString(member.Name);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            return $"{member.DecodeFieldSignature(Names, genericContext: null)} {name}";
        }

        var method = member.DecodeMethodSignature(Names, genericContext: null);
        return $"{method.ReturnType} {name}({string.Join(", ", method.ParameterTypes)})";
    }
}
