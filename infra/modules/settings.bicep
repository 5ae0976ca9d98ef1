import { Settings } from '../types.bicep'

param appName string
param identityName string
param storageAccountName string
param componentName string

@description('Durable Task Scheduler; empty for the Azure Storage backend.')
param schedulerName string

param taskHubName string
param maxConcurrentActivityFunctions int

@description('The app\'s own settings, by their whole names.')
param own Settings

@description('What callbacks are signed with; empty for an app without callbacks.')
@secure()
param callbackSecret string

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageAccountName
}

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' existing = if (!empty(schedulerName)) {
  name: schedulerName
}

var clientId = identity.properties.clientId

var switchToScheduler = {
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler!.properties.endpoint};Authentication=ManagedIdentity;ClientID=${clientId}'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
}

// All access is by identity; the one secret signs what is sent to others, and may be empty.
resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    AzureWebJobsStorage__accountName: storageAccountName
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: clientId
    APPLICATIONINSIGHTS_CONNECTION_STRING: component.properties.ConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${clientId};Authorization=AAD'
    // Whom the app's own blob client signs in as; the host's form of the storage setting does not work for it.
    AZURE_CLIENT_ID: clientId
    FanOut__BlobServiceUri: account.properties.primaryEndpoints.blob
    ...own
    FanOut__CallbackSecret: callbackSecret
    TASKHUB_NAME: taskHubName
    // Over what host.json says, which is made for one machine that does everything.
    AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions: string(maxConcurrentActivityFunctions)
    ...(empty(schedulerName) ? {} : switchToScheduler)
  }
}
