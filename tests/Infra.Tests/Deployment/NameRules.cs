using System.Text.RegularExpressions;

namespace Infra.Tests.Deployment;

/// <summary>Azure's rules for the names of the kinds of resources that are deployed.</summary>
internal static class NameRules
{
    private static readonly Dictionary<string, string> s_patterns = new(StringComparer.Ordinal)
    {
        ["Microsoft.Authorization/roleAssignments"] = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        ["Microsoft.DurableTask/schedulers"] = "[a-zA-Z0-9-]{3,64}",
        ["Microsoft.DurableTask/schedulers/taskHubs"] = "[a-zA-Z0-9-]{3,64}",
        ["Microsoft.Insights/actionGroups"] = @"[^:<>+/&%\\?|]{1,259}[^:<>+/&%\\?| .]",
        ["Microsoft.Insights/components"] = @"[^%&\\?/]{1,259}[^%&\\?/ .]",
        ["Microsoft.Insights/metricAlerts"] = @"[^*#&+:<>?@%{}\\/]{1,259}[^*#&+:<>?@%{}\\/ .]",
        ["Microsoft.Insights/scheduledQueryRules"] = @"[^*<>%{}&:\\?/#]{1,259}[^*<>%{}&:\\?/# .]",
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = "[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}",
        ["Microsoft.Network/natGateways"] = @"[a-zA-Z0-9][\w.-]{0,78}\w",
        ["Microsoft.Network/networkSecurityGroups"] = @"[a-zA-Z0-9][\w.-]{0,78}\w",
        ["Microsoft.Network/privateDnsZones"] = @"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,33}",
        ["Microsoft.Network/privateDnsZones/virtualNetworkLinks"] = @"[a-zA-Z0-9][\w.-]{0,78}\w",
        ["Microsoft.Network/privateEndpoints"] = @"[a-zA-Z0-9][\w.-]{0,62}\w",
        ["Microsoft.Network/privateEndpoints/privateDnsZoneGroups"] = "default",
        ["Microsoft.Network/publicIPAddresses"] = @"[a-zA-Z0-9][\w.-]{0,78}\w",
        ["Microsoft.Network/virtualNetworks"] = @"[a-zA-Z0-9][\w.-]{0,62}\w",
        ["Microsoft.OperationalInsights/workspaces"] = "[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]",
        ["Microsoft.Resources/resourceGroups"] = @"[\w.()-]{0,89}[\w()-]",
        ["Microsoft.Storage/storageAccounts"] = "[a-z0-9]{3,24}",
        ["Microsoft.Storage/storageAccounts/blobServices"] = "default",
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = "(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
        ["Microsoft.Storage/storageAccounts/managementPolicies"] = "default",
        ["Microsoft.Web/serverfarms"] = "[a-zA-Z0-9-]{1,60}",
        // The first 32 characters are the host's id: longer names that begin alike would share locks.
        ["Microsoft.Web/sites"] = "[a-zA-Z0-9][a-zA-Z0-9-]{0,30}[a-zA-Z0-9]",
        ["Microsoft.Web/sites/basicPublishingCredentialsPolicies"] = "ftp|scm",
        ["Microsoft.Web/sites/config"] = "appsettings",
    };

    public static void Check(PredictedResource resource)
    {
        Assert.True(s_patterns.TryGetValue(resource.Type, out var pattern), $"No rule is known for names of {resource.Type}.");
        // The suffix of a cloud's storage is Azure's to say.
        var name = resource.Name.StartsWith('[')
            ? Regex.Replace(resource.Name, @"^\[format\('privatelink\.\{0\}\.\{1\}', '(?<part>\w+)'.*$", "privatelink.${part}.core.windows.net", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            : resource.Name;
        if (name.StartsWith("[format('{0}/{1}', format('privatelink.", StringComparison.Ordinal)) name = "zone/app";
        var last = name[(name.LastIndexOf('/') + 1)..];
        Assert.True(Regex.IsMatch(last, $"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1)), $"{resource.Type} may not be named '{last}'.");
    }
}
