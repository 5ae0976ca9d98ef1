using '../main.bicep'

param environmentName = 'snapshot'
param location = 'westeurope'
param durableBackend = 'durableTaskScheduler'
param vnetEnabled = true
