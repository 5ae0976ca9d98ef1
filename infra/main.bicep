targetScope = 'subscription'

@description('Name of the azd environment; the resource group is named by it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of everything. It must offer Flex Consumption and, for that backend, Durable Task Scheduler.')
param location string

@description('Where orchestrations keep their state.')
@allowed(['azureStorage', 'durableTaskScheduler'])
param durableBackend string = 'azureStorage'

@description('Storage and scheduler by private endpoints, and a network whose rules say what the app may reach.')
param vnetEnabled bool = false

@description('Who is mailed when an alert is raised; empty for nobody.')
param alertEmail string = ''

@description('Minutes of silence after which a job counts as stuck.')
@minValue(30)
@maxValue(1440)
param stuckAfterMinutes int = 60

@description('Days that a job is kept after its end, and its blobs after they were last written.')
@minValue(1)
@maxValue(3650)
param resultRetentionDays int = 30

@description('Days that telemetry is kept.')
@minValue(30)
@maxValue(730)
param telemetryRetentionDays int = 30

@description('GB of telemetry a day; what is more is dropped.')
@minValue(1)
param telemetryDailyCapGb int = 1

@description('Memory of an instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances at most.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('HTTP requests that one instance serves at a time.')
@minValue(1)
@maxValue(1000)
param perInstanceConcurrency int = 50

@description('Fetches that one instance runs at a time.')
@minValue(1)
@maxValue(2000)
param maxConcurrentActivityFunctions int = 500

@description('Largest maxBodyBytes, in MiB, that the memory of an instance is reckoned with.')
@minValue(1)
@maxValue(16)
param bodyCapMiB int = 1

@description('Container of the jobs\' blobs.')
@minLength(3)
@maxLength(63)
param container string = 'fanout'

@description('Longest body of a request, in bytes after decompression.')
@minValue(1)
@maxValue(1073741824)
param maxRequestBytes int = 33554432

@description('URLs in one job at most.')
@minValue(1)
@maxValue(1000000)
param maxUrlsPerJob int = 100000

@description('Jobs that have not ended, at most; a request for one more is refused.')
@minValue(1)
@maxValue(10000)
param maxJobsInFlight int = 1000

@description('Comma-separated containers, made here, whose blobs a job may name as its list; empty for none.')
param listContainers string = 'lists'

@description('Comma-separated networks that are fetched from although they are not public.')
param allowedNetworks string = ''

@description('Comma-separated ports that are fetched from; * for any.')
param allowedPorts string = '80,443,8080,8443'

@description('User-Agent of fetches; empty for the app\'s own.')
param userAgent string = ''

@description('What callbacks are signed with, whsec_ and base64; empty for an app without callbacks.')
@secure()
param callbackSecret string = ''

var short = loadJsonContent('abbreviations.json')
var token = uniqueString(subscription().id, environmentName, location)
var names = {
  actionGroup: '${short.actionGroup}${token}'
  app: '${short.functionApp}${token}'
  component: '${short.applicationInsights}${token}'
  identity: '${short.identity}${token}'
  network: '${short.virtualNetwork}${token}'
  plan: '${short.plan}${token}'
  scheduler: '${short.scheduler}${token}'
  storageAccount: '${short.storageAccount}${token}'
  workspace: '${short.workspace}${token}'
}
var tags = { 'azd-env-name': environmentName }
var taskHubName = 'fanout'
var packageContainer = 'app-package'
var usesScheduler = durableBackend == 'durableTaskScheduler'

// Host and worker need about this much before the first fetch.
var reservedMemoryMiB = 256
var fetchMemoryMiB = maxConcurrentActivityFunctions * (bodyCapMiB + 1)
var checkedActivityCount = fetchMemoryMiB + reservedMemoryMiB <= instanceMemoryMB
  ? maxConcurrentActivityFunctions
  : fail('maxConcurrentActivityFunctions times (bodyCapMiB + 1) needs ${fetchMemoryMiB} MiB and the host ${reservedMemoryMiB}, more than instanceMemoryMB (${instanceMemoryMB}): lower the first, or choose a larger instance.')

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: '${short.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: names.identity, location: location, tags: tags }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: names.storageAccount
    location: location
    tags: tags
    packageContainer: packageContainer
    jobContainer: container
    listContainers: empty(listContainers) ? [] : map(split(listContainers, ','), name => trim(name))
    retentionDays: resultRetentionDays
    isPrivate: vnetEnabled
  }
}

module storageRoles 'modules/storageRoles.bicep' = {
  scope: group
  params: {
    accountName: names.storageAccount
    identityName: names.identity
    holdsDurableState: !usesScheduler
  }
  dependsOn: [identity, storage]
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: names.workspace
    componentName: names.component
    location: location
    tags: tags
    identityName: names.identity
    dailyCapGb: telemetryDailyCapGb
    retentionDays: telemetryRetentionDays
  }
  dependsOn: [identity]
}

module scheduler 'modules/scheduler.bicep' = if (usesScheduler) {
  scope: group
  params: {
    name: names.scheduler
    taskHubName: taskHubName
    location: location
    tags: tags
    identityName: names.identity
    isPrivate: vnetEnabled
  }
  dependsOn: [identity]
}

module network 'modules/network.bicep' = if (vnetEnabled) {
  scope: group
  params: {
    names: {
      network: names.network
      appGroup: '${short.networkSecurityGroup}app-${token}'
      endpointGroup: '${short.networkSecurityGroup}endpoints-${token}'
      gateway: '${short.natGateway}${token}'
      address: '${short.publicAddress}${token}'
    }
    location: location
    tags: tags
    allowedPorts: allowedPorts
    allowedNetworks: allowedNetworks
  }
}

var storageParts = usesScheduler ? ['blob'] : ['blob', 'queue', 'table']

module storageEndpoints 'modules/privateEndpoint.bicep' = [
  for part in storageParts: if (vnetEnabled) {
    scope: group
    params: {
      name: '${short.privateEndpoint}${part}-${token}'
      location: location
      tags: tags
      networkName: names.network
      targetId: resourceId(
        subscription().subscriptionId,
        group.name,
        'Microsoft.Storage/storageAccounts',
        names.storageAccount
      )
      group: part
      zoneName: 'privatelink.${part}.${environment().suffixes.storage}'
    }
    dependsOn: [network, storage]
  }
]

module schedulerEndpoint 'modules/privateEndpoint.bicep' = if (vnetEnabled && usesScheduler) {
  scope: group
  params: {
    name: '${short.privateEndpoint}scheduler-${token}'
    location: location
    tags: tags
    networkName: names.network
    targetId: resourceId(subscription().subscriptionId, group.name, 'Microsoft.DurableTask/schedulers', names.scheduler)
    group: 'scheduler'
    zoneName: 'privatelink.durabletask.io'
  }
  dependsOn: [network, scheduler]
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: names.app
    planName: names.plan
    location: location
    tags: tags
    identityName: names.identity
    storageAccountName: names.storageAccount
    packageContainer: packageContainer
    networkName: vnetEnabled ? names.network : ''
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    perInstanceConcurrency: perInstanceConcurrency
  }
  // It fetches its package at once, so it must be allowed and able to.
  dependsOn: [storageRoles, storageEndpoints, network]
}

module settings 'modules/settings.bicep' = {
  scope: group
  params: {
    appName: names.app
    identityName: names.identity
    storageAccountName: names.storageAccount
    componentName: names.component
    schedulerName: usesScheduler ? names.scheduler : ''
    taskHubName: taskHubName
    maxConcurrentActivityFunctions: checkedActivityCount
    own: {
      FanOut__Container: container
      FanOut__MaxRequestBytes: string(maxRequestBytes)
      FanOut__MaxUrlsPerJob: string(maxUrlsPerJob)
      FanOut__MaxJobsInFlight: string(maxJobsInFlight)
      FanOut__ListContainers: listContainers
      FanOut__RetentionDays: string(resultRetentionDays)
      FanOut__AllowedNetworks: allowedNetworks
      FanOut__AllowedPorts: allowedPorts
      FanOut__UserAgent: userAgent
    }
    callbackSecret: callbackSecret
  }
  dependsOn: [app, monitoring, scheduler, schedulerEndpoint]
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    actionGroupName: names.actionGroup
    location: location
    tags: tags
    workspaceName: names.workspace
    storageAccountName: names.storageAccount
    email: alertEmail
    stuckAfterMinutes: stuckAfterMinutes
  }
  dependsOn: [monitoring, storage]
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output FANOUT_APP_NAME string = names.app
output FANOUT_ENDPOINT string = app.outputs.uri
output FANOUT_STORAGE_ACCOUNT string = names.storageAccount
output FANOUT_OUTBOUND_ADDRESS string = vnetEnabled ? network!.outputs.outboundAddress : ''
