import { Tags } from '../types.bicep'

param names {
  network: string
  appGroup: string
  endpointGroup: string
  gateway: string
  address: string
}
param location string
param tags Tags

@description('Ports that pages are fetched from, as the app\'s own setting says them; * for any.')
param allowedPorts string

@description('Networks that are reached although they are not public, as the app\'s own setting says them.')
param allowedNetworks string

var addressSpace = '10.80.0.0/23'
var appPrefix = '10.80.0.0/24'
var endpointPrefix = '10.80.1.0/27'

var ports = trim(allowedPorts) == '*' ? ['0-65535'] : map(split(allowedPorts, ','), port => trim(port))
// The network has no IPv6, and a rule no port of its own for one address: name that as a network, 10.1.2.3/32.
var networks = filter(
  map(split(allowedNetworks, ','), entry => trim(entry)),
  entry => contains(entry, '/') && !contains(entry, ':')
)

// The app fetches what strangers name. Its own guard judges every address it dials; this is the second wall, which holds
// even where the first has a hole.
var notPublic = [
  '0.0.0.0/8'
  '10.0.0.0/8'
  '100.64.0.0/10'
  '127.0.0.0/8'
  '169.254.0.0/16'
  '172.16.0.0/12'
  '192.0.0.0/24'
  '192.0.2.0/24'
  '192.168.0.0/16'
  '198.18.0.0/15'
  '198.51.100.0/24'
  '203.0.113.0/24'
  '224.0.0.0/4'
  '240.0.0.0/4'
]

var anySource = { sourceAddressPrefix: '*', sourcePortRange: '*' }
var anywhere = { destinationAddressPrefix: '*', destinationPortRange: '*' }

var allowNamedNetworks = {
  name: 'AllowNamedNetworks'
  properties: {
    ...anySource
    priority: 110
    direction: 'Outbound'
    access: 'Allow'
    protocol: 'Tcp'
    destinationAddressPrefixes: networks
    destinationPortRanges: ports
  }
}

resource appGroup 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: names.appGroup
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'AllowPrivateEndpoints'
        properties: {
          ...anySource
          priority: 100
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          destinationAddressPrefix: endpointPrefix
          destinationPortRange: '443'
        }
      }
      ...(empty(networks) ? [] : [allowNamedNetworks])
      {
        name: 'DenyNotPublic'
        properties: {
          ...anySource
          priority: 200
          direction: 'Outbound'
          access: 'Deny'
          protocol: '*'
          destinationAddressPrefixes: notPublic
          destinationPortRange: '*'
        }
      }
      {
        name: 'AllowWeb'
        properties: {
          ...anySource
          priority: 300
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          destinationAddressPrefix: 'Internet'
          // Sign-in and telemetry need 443, whatever pages are fetched from.
          destinationPortRanges: union(ports, ['443'])
        }
      }
      {
        name: 'DenyTheRest'
        properties: {
          ...anySource
          ...anywhere
          priority: 4096
          direction: 'Outbound'
          access: 'Deny'
          protocol: '*'
        }
      }
    ]
  }
}

resource endpointGroup 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: names.endpointGroup
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'AllowApp'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: appPrefix
          sourcePortRange: '*'
          destinationAddressPrefix: endpointPrefix
          destinationPortRange: '443'
        }
      }
      {
        name: 'DenyTheRest'
        properties: {
          ...anySource
          ...anywhere
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
        }
      }
    ]
  }
}

resource address 'Microsoft.Network/publicIPAddresses@2026-03-01' = {
  name: names.address
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
  }
}

// One known address for everything that is fetched, and 64,512 ports per address fetched from.
resource gateway 'Microsoft.Network/natGateways@2026-03-01' = {
  name: names.gateway
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    idleTimeoutInMinutes: 4
    publicIpAddresses: [{ id: address.id }]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: names.network
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressSpace] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: appPrefix
          defaultOutboundAccess: false
          networkSecurityGroup: { id: appGroup.id }
          natGateway: { id: gateway.id }
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: endpointPrefix
          defaultOutboundAccess: false
          networkSecurityGroup: { id: endpointGroup.id }
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
        }
      }
    ]
  }
}

output outboundAddress string = address.properties.ipAddress
